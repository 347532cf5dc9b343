import { deterministicHex } from '../deterministic-id';

/** The end of a path below which AWS publishes an image as one value. */
const IMAGE_PATHS = [
  /^\/aws\/service\/(?:ami-amazon-linux-latest|ami-windows-latest|ami-macos-latest)\/[^/]+$/,
  /^\/aws\/service\/(?:canonical|debian|suse|freebsd|redhat|bottlerocket|marketplace|deeplearning|cloud9|storagegateway|datasync|gateway-lb)\/.+$/,
  /^\/aws\/service\/(?:ecs|eks)\/optimized-ami\/.+\/image_id$/,
];

/** The parameters of ECS that describe the recommended image in JSON. */
const RECOMMENDED_IMAGE = /^\/aws\/service\/ecs\/optimized-ami\/.+\/recommended$/;

export function isPublic(name: string): boolean {
  return /^\/aws\//i.test(name);
}

/**
 * Returns a value of the form that AWS publishes under this name. It is the same each time: only AWS knows which image
 * is the present one.
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
