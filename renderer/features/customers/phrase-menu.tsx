import { Button, Menu } from '@mantine/core';
import { IconBlockquote } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

const phrases = ['noAnswer', 'maturity', 'product', 'documents', 'satisfaction'] as const;

export interface PhraseMenuProps {
  onChoose: (phrase: string) => void;
  /** The menu has closed after a choice: the place to take the focus to the text. */
  onClosed: () => void;
}

/** Sentences that are written every day. */
export function PhraseMenu({ onChoose, onClosed }: PhraseMenuProps) {
  const { t } = useTranslation('customers');
  return (
    <Menu position="bottom-end" shadow="md" width={320} returnFocus={false}>
      <Menu.Target>
        <Button variant="subtle" size="compact-xs" leftSection={<IconBlockquote size={14} stroke={1.7} />}>
          {t('contact.template')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {phrases.map((phrase) => (
          <Menu.Item
            key={phrase}
            onClick={() => {
              onChoose(t(`contact.templates.${phrase}`));
              onClosed();
            }}
          >
            {t(`contact.templates.${phrase}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
