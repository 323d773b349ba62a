import { LookUpSteps } from './look-up-steps.tsx';
import { UnattachedForm } from './unattached-form.tsx';
import { UnattachedList } from './unattached-list.tsx';

/** The forms of walk-in customers, for a screen that has them on itself instead of in a dialog. */
export const walkInForms = { LookUpSteps, UnattachedForm, UnattachedList };
