const BEHIND_ACCOUNT_FACTORY = /not authorized to perform: (controltower|organizations|sso|sso-directory):/;

/** What to do about a permission that is missing, by the words of the denial, which come at the call or in a record. */
export function permissionAdvice(words: string): string {
  if (BEHIND_ACCOUNT_FACTORY.test(words)) {
    return 'Give the role of ProvisionedProductProvider what the Account Factory asks for: call grantAccountFactory() of the provider';
  }
  if (words.includes('S3 error')) {
    return 'Give the role of ProvisionedProductProvider s3:GetObject on the template of the product in Amazon S3';
  }
  return 'Give the role of ProvisionedProductProvider this permission';
}
