const BEHIND_ACCOUNT_FACTORY = /not authorized to perform: (controltower|organizations|sso|sso-directory):/;

/** Advice for a missing permission, chosen by the message of the denial, which comes from a call or a record. */
export function permissionAdvice(words: string): string {
  if (BEHIND_ACCOUNT_FACTORY.test(words)) {
    return 'Grant the role of ProvisionedProductProvider what Account Factory needs: call grantAccountFactory() of the provider';
  }
  if (words.includes('S3 error')) {
    return 'Grant the role of ProvisionedProductProvider s3:GetObject on the template of the product in Amazon S3';
  }
  return 'Grant the role of ProvisionedProductProvider this permission';
}
