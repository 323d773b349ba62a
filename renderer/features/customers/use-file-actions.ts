import { useActions } from '#renderer/ui/use-actions.ts';
import { useShortcut } from '#renderer/ui/use-shortcut.ts';
import type { SectionName } from './file-sections.ts';

export interface FileActions {
  readonly sections: readonly SectionName[];
  show(section: SectionName): void;
  addContact(): void;
  addTask(): void;
  addCase(): void;
  editProfile(): void;
  leave(): void;
}

/** What can be done on a customer's page, by key and by the palette: its sections are 1 to 8. */
export function useFileActions(actions: FileActions): void {
  const { sections, show, addContact, addTask, addCase, editProfile, leave } = actions;
  useActions([
    {
      id: 'file-contact',
      label: (words) => words.customers.contact.add,
      group: 'customer',
      shortcut: 'c',
      run: addContact,
    },
    {
      id: 'file-task',
      label: (words) => words.customers.task.add,
      group: 'customer',
      shortcut: 't',
      run: addTask,
    },
    { id: 'file-case', label: (words) => words.cases.form, group: 'customer', shortcut: 'p', run: addCase },
    {
      id: 'file-edit',
      label: (words) => words.customers.profile.edit,
      group: 'customer',
      shortcut: 'e',
      run: editProfile,
    },
    ...sections.map((name, at) => ({
      id: `file-section-${name}`,
      label: (words: { file: { section: Record<SectionName, string> } }) => words.file.section[name],
      group: 'screen' as const,
      shortcut: String(at + 1),
      run: () => show(name),
    })),
  ]);
  useShortcut('Escape', leave);
}
