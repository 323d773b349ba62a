import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { resources } from '#renderer/i18n/resources.ts';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import { type Action, actionGroups } from '#renderer/ui/actions.ts';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import { useCurrentActions } from '#renderer/ui/use-actions.ts';
import styles from './shortcut-sheet.module.css';

/** Keys of forms and lists, which handle them where they are. */
const common: readonly Action[] = [
  { id: 'key-save', group: 'screen', label: ({ commands }) => commands.save, shortcut: 'mod+Enter' },
  { id: 'key-cancel', group: 'screen', label: ({ commands }) => commands.cancel, shortcut: 'Escape' },
];

/** All keys of this screen and of everywhere, from what is registered: none is written down twice. */
export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('commands');
  return (
    <Modal opened={opened} onClose={onClose} size={760} title={t('sheet')} returnFocus>
      <ShortcutGroups groups={actionGroups} />
    </Modal>
  );
}

export function ShortcutGroups({ groups }: { groups: readonly Action['group'][] }) {
  const { t } = useTranslation('commands');
  const words = resources[useLanguage()];
  const actions = useCurrentActions();
  const own = actions.some(({ id }) => id === 'key-cancel') ? actions : [...actions, ...common];
  return (
    <div className={styles.groups}>
      {groups.map((group) => {
        const keyed = own.filter((action) => action.group === group && action.shortcut !== undefined);
        if (keyed.length === 0) return null;
        return (
          <section key={group} className={styles.group} aria-label={t(`group.${group}`)}>
            <h2 className={styles.title}>{t(`group.${group}`)}</h2>
            <dl className={styles.keys}>
              {keyed.map((action) => (
                <div key={action.id} className={styles.row}>
                  <dt>{action.label(words)}</dt>
                  <dd>
                    <KeyHint shortcut={action.shown ?? action.shortcut ?? ''} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        );
      })}
    </div>
  );
}
