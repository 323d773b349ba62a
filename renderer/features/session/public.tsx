import { SignInPage as Page } from './sign-in-page.tsx';

/** The first screen, so not a chunk of its own. */
export const SignInPage = Page;
