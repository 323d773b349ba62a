import { Button, Menu } from '@mantine/core';
import {
  IconCheck,
  IconChevronDown,
  IconDeviceFloppy,
  IconPencil,
  IconRestore,
  IconTrash,
} from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import { useActions } from '#renderer/ui/use-actions.ts';
import { useShortcut } from '#renderer/ui/use-shortcut.ts';
import { builtInIds } from './built-in-views.ts';
import { arrangementOf, type ListView, updateListView } from './list-view.ts';
import type { Views } from './use-views.ts';
import { ViewNameDialog } from './view-name-dialog.tsx';

/** Chooses what the list shows, and keeps it under a name. */
export function ViewMenu({ view, views, onShown }: { view: ListView; views: Views; onShown: () => void }) {
  const { t } = useTranslation('portfolio');
  const [opened, setOpened] = useState(false);
  const [naming, setNaming] = useState<'create' | 'rename' | null>(null);
  const buttonRef = useRef<HTMLButtonElement>(null);
  const { saved, own, changed, name } = views;
  useActions([
    {
      id: 'list-views',
      label: (words) => words.portfolio.view.choose,
      group: 'screen',
      shortcut: 'F4',
      run: () => {
        buttonRef.current?.focus();
        setOpened(true);
      },
    },
  ]);
  useShortcut('mod+Z', saved.undo);

  const item = (id: string, label: string) => (
    <Menu.RadioItem
      key={id}
      value={id}
      checked={id === view.viewId}
      checkIcon={<IconCheck size={14} stroke={2} aria-hidden />}
      closeMenuOnClick
      // Also of the one that is shown: chosen again it is as it was saved.
      onClick={() => {
        views.show(id);
        onShown();
      }}
    >
      {label}
    </Menu.RadioItem>
  );
  const remove = async () => {
    if (own === undefined) return;
    // The list stays as it is: only its name goes.
    if (await saved.remove(own, () => updateListView(view.ownerId, { viewId: own.id })))
      updateListView(view.ownerId, { viewId: 'all' });
  };
  const onName = async (given: string): Promise<boolean> => {
    if (naming === 'rename') return own !== undefined && (await saved.rename(own, given));
    const id = await saved.create(given, arrangementOf(view));
    if (id !== null) updateListView(view.ownerId, { viewId: id });
    return id !== null;
  };
  const icon = { size: 14, stroke: 1.6, 'aria-hidden': true } as const;
  return (
    <>
      <Menu opened={opened} onChange={setOpened} position="bottom-start" shadow="md" width={260} trapFocus>
        <Menu.Target>
          <Button
            ref={buttonRef}
            variant="default"
            title={t('view.hint')}
            aria-label={t(changed ? 'view.openChanged' : 'view.open', { name })}
            rightSection={<IconChevronDown {...icon} />}
          >
            {name}
            {changed && ' •'}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {t('view.builtIn')} <KeyHint shortcut="F4" decorative />
          </Menu.Label>
          {builtInIds.map((id) => item(id, views.nameOf(id)))}
          {saved.views.length > 0 && (
            <>
              <Menu.Divider />
              <Menu.Label>{t('view.own')}</Menu.Label>
              {saved.views.map((one) => item(one.id, one.name))}
            </>
          )}
          <Menu.Divider />
          {own !== undefined && changed && (
            <Menu.Item
              leftSection={<IconDeviceFloppy {...icon} />}
              onClick={() => void saved.update(own, arrangementOf(view))}
            >
              {t('view.save')}
            </Menu.Item>
          )}
          {changed && (
            <Menu.Item leftSection={<IconRestore {...icon} />} onClick={() => views.show(view.viewId)}>
              {t('view.reset')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconDeviceFloppy {...icon} />} onClick={() => setNaming('create')}>
            {t('view.saveAs')}
          </Menu.Item>
          {own !== undefined && (
            <>
              <Menu.Item leftSection={<IconPencil {...icon} />} onClick={() => setNaming('rename')}>
                {t('view.rename')}
              </Menu.Item>
              <Menu.Item leftSection={<IconTrash {...icon} />} onClick={() => void remove()}>
                {t('view.remove')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <ViewNameDialog
        opened={naming !== null}
        initial={naming === 'rename' ? (own?.name ?? '') : ''}
        taken={saved.views.filter((one) => naming === 'create' || one.id !== own?.id).map((one) => one.name)}
        onName={onName}
        onClose={() => {
          setNaming(null);
          buttonRef.current?.focus();
        }}
      />
    </>
  );
}
