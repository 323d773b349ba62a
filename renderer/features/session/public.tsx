import { LockPage as Lock } from './lock-page.tsx';
import { SignInPage as Page } from './sign-in-page.tsx';

/** The first screen, so not a chunk of its own. */
export const SignInPage = Page;
/** Must come up without loading anything: the line may be down, and nobody may wait to lock. */
export const LockPage = Lock;
