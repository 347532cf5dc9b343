import { deterministicHex } from '../deterministic-id';

/** The last part of a path below which AWS publishes an image as one value. */
const IMAGE_PATHS = [
  /^\/aws\/service\/(?:ami-amazon-linux-latest|ami-windows-latest|ami-macos-latest)\/[^/]+$/,
  /^\/aws\/service\/(?:canonical|debian|suse|freebsd|redhat|bottlerocket|marketplace|deeplearning|cloud9|storagegateway|datasync|gateway-lb)\/.+$/,
  /^\/aws\/service\/(?:ecs|eks)\/optimized-ami\/.+\/image_id$/,
];

/** Those of ECS that tell all about the recommended image. */
const RECOMMENDED_IMAGE = /^\/aws\/service\/ecs\/optimized-ami\/.+\/recommended$/;

export function isPublic(name: string): boolean {
  return /^\/aws\//i.test(name);
}

/**
 * A value of the form that AWS publishes under this name, the same each time: which image it is today, only AWS knows.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-finding-public-parameters.html
 */
export function publicParameter(name: string): string | undefined {
  if (RECOMMENDED_IMAGE.test(name)) {
    return JSON.stringify({
      schema_version: 1,
      image_name: name.split('/').at(-2),
      image_id: imageId(name),
      os: 'Linux',
    });
  }
  return IMAGE_PATHS.some((path) => path.test(name)) ? imageId(name) : undefined;
}

function imageId(name: string): string {
  return `ami-0${deterministicHex(name).slice(0, 16)}`;
}
