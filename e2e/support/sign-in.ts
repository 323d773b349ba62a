import type { Language } from '#renderer/i18n/resources.ts';
import type { SignIn } from '#sync-server/demo/sign-ins.ts';
import { Frame } from '../pages/frame.ts';
import { SignInPage } from '../pages/sign-in.ts';
import type { Device } from './device.ts';

/** Starts the device when it is off, and signs a person in. */
export async function signIn(device: Device, person: SignIn, language: Language = 'zh-CN'): Promise<Frame> {
  if (!device.running) await device.start();
  await new SignInPage(device.page, language).submit(person.username, person.password);
  const frame = new Frame(device.page, language);
  await frame.signedIn();
  return frame;
}
