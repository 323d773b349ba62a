import { verify } from '#shared/crypto/signature.ts';
import type { SignInRequest } from '#shared/protocol/auth.ts';
import { DEVICE_PURPOSE, signInStatement } from '#shared/protocol/device.ts';
import type { Context } from '../context.ts';
import { isCurrentChallenge } from '../device/challenge.ts';
import { HttpError } from '../http/http-error.ts';

/**
 * Whether a sign-in shows that the device has the private half of the key it names. `false` where it does not try to;
 * a proof that is none is refused with `forbidden`, for a device that has the key makes no mistakes.
 */
export async function provesDevice(
  { keys, clock }: Pick<Context, 'keys' | 'clock'>,
  said: Pick<SignInRequest, 'deviceId' | 'deviceKey' | 'signingKey' | 'deviceProof'>,
): Promise<boolean> {
  const { deviceId, deviceKey, deviceProof } = said;
  if (deviceProof === undefined) return false;
  const { challenge, signature } = deviceProof;
  const holds =
    deviceKey !== undefined &&
    isCurrentChallenge(keys.challenge, deviceId, challenge, clock()) &&
    (await verify(deviceKey, DEVICE_PURPOSE, signInStatement(challenge, said.signingKey), signature));
  if (!holds) throw new HttpError('forbidden', 'this device did not prove its key');
  return true;
}
