import { Button, Menu } from '@mantine/core';
import { IconBlockquote } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useTexts } from '#renderer/ui/base-lists.tsx';

const phrases = ['noAnswer', 'maturity', 'product', 'documents', 'satisfaction'] as const;

export interface PhraseMenuProps {
  onChoose: (phrase: string) => void;
  /** The menu has closed after a choice: the place to take the focus to the text. */
  onClosed: () => void;
}

/** Sentences that are written every day: the bank's own where it has some, else those of the product. */
export function PhraseMenu({ onChoose, onClosed }: PhraseMenuProps) {
  const { t } = useTranslation('customers');
  const own = useTexts('contact_template');
  const offered =
    own.length > 0 ? [...new Set(own)] : phrases.map((phrase) => t(`contact.templates.${phrase}`));
  return (
    <Menu position="bottom-end" shadow="md" width={320} returnFocus={false}>
      <Menu.Target>
        <Button variant="subtle" size="compact-xs" leftSection={<IconBlockquote size={14} stroke={1.7} />}>
          {t('contact.template')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {offered.map((phrase) => (
          <Menu.Item
            key={phrase}
            onClick={() => {
              onChoose(phrase);
              onClosed();
            }}
          >
            {phrase}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
