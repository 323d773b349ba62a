import { fileFields } from '#renderer/features/customers/public.ts';
import { contactChannel, contactDirection, contactOutcome } from '#shared/model/contact-log.ts';
import { relationshipKind } from '#shared/model/relationship.ts';
import { taskKind, taskPriority, taskStatus } from '#shared/model/task.ts';

/** How a field is typed: as on the customer's page, and colleagues by their name. */
export interface EditableField {
  readonly name: string;
  readonly input: (typeof fileFields.profile)[number]['input'];
  readonly options?: readonly string[];
  /** The options are the colleagues of the branch. */
  readonly person?: true;
  readonly wide?: boolean;
}

const tasks: readonly EditableField[] = [
  { name: 'title', input: 'text', wide: true },
  { name: 'dueOn', input: 'date' },
  { name: 'kind', input: 'choice', options: taskKind.options },
  { name: 'priority', input: 'choice', options: taskPriority.options },
  { name: 'status', input: 'choice', options: taskStatus.options },
  { name: 'assigneeId', input: 'choice', person: true },
  { name: 'note', input: 'prose', wide: true },
];

const contactLogs: readonly EditableField[] = [
  { name: 'channel', input: 'choice', options: contactChannel.options },
  { name: 'direction', input: 'choice', options: contactDirection.options },
  { name: 'outcome', input: 'choice', options: contactOutcome.options },
  { name: 'note', input: 'prose', wide: true },
  { name: 'nextStep', input: 'text' },
  { name: 'nextStepOn', input: 'date' },
];

const relationships: readonly EditableField[] = [
  { name: 'kind', input: 'choice', options: relationshipKind.options },
  { name: 'relatedName', input: 'text' },
  { name: 'title', input: 'text' },
  { name: 'mobile', input: 'text' },
];

const byCollection: Readonly<Record<string, readonly EditableField[]>> = {
  customers: fileFields.profile,
  tasks,
  contactLogs,
  relationships,
};

/** The field as it can be typed; `undefined` for one that people do not type: ids, moments, marks of the program. */
export function editableField(collection: string, name: string): EditableField | undefined {
  return byCollection[collection]?.find((field) => field.name === name);
}
