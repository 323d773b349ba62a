import { problemOfIssue } from '#renderer/ui/problem.ts';
import { useProblemText } from '#renderer/ui/use-problem-text.ts';
import { readTyped, typedOf } from './profile-draft.ts';
import { profileFields } from './profile-fields.ts';
import { ProfileInput } from './profile-input.tsx';
import { problemOf } from './profile-validation.ts';
import { sensitivityOf, useValueText } from './value-text.ts';

/**
 * How fields of a customer's file are shown, typed and checked, for screens that show a few of them outside the file.
 * Apart from the pages, which are loaded one by one, so that nobody loads forms to see a list.
 */
export const fileFields = {
  profile: profileFields,
  Input: ProfileInput,
  typedOf,
  readTyped,
  problemOf,
  problemOfIssue,
  useProblemText,
  sensitivityOf,
  useValueText,
};
