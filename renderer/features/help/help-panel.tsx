import { ActionIcon, CloseButton, TextInput } from '@mantine/core';
import { IconChevronLeft, IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { Blocks } from './blocks.tsx';
import { type Chapter, chapterOf, searchGuide } from './guide.ts';
import styles from './help.module.css';
import { useGuide } from './use-guide.ts';

/** The guide beside the screen it is about, at that screen's chapter. Not a dialog: one goes on working beside it. */
export function HelpPanel({ pathname, onClose }: { pathname: string; onClose: () => void }) {
  const { t } = useTranslation(['help', 'app']);
  const { chapters, failed, retry } = useGuide();
  const heading = useRef<HTMLHeadingElement>(null);
  const [typed, setTyped] = useState('');
  // `null`: the list of all chapters.
  const [chosen, setChosen] = useState<string | null>(chapterOf(pathname));
  const [shownFor, setShownFor] = useState(pathname);
  if (shownFor !== pathname) {
    setShownFor(pathname);
    setChosen(chapterOf(pathname));
    setTyped('');
  }
  useEffect(() => heading.current?.focus(), []);

  const chapter = chapters?.find(({ id }) => id === chosen);
  const searching = typed.trim() !== '';
  const open = (id: string | null) => {
    setTyped('');
    setChosen(id);
    heading.current?.focus();
  };

  return (
    <aside
      className={styles.panel}
      aria-labelledby="help-title"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <div className={styles.head}>
        {!searching && chapter !== undefined && (
          <ActionIcon aria-label={t('help:all')} onClick={() => open(null)}>
            <IconChevronLeft size={16} stroke={1.8} />
          </ActionIcon>
        )}
        <h2 className={styles.title} id="help-title" ref={heading} tabIndex={-1}>
          {searching || chapter === undefined ? t('help:title') : chapter.title}
        </h2>
        <CloseButton size="sm" aria-label={t('app:action.close')} onClick={onClose} />
      </div>
      <div className={styles.search}>
        <TextInput
          type="search"
          aria-label={t('help:search')}
          placeholder={t('help:search')}
          leftSection={<IconSearch size={14} stroke={1.7} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reached by the keyboard. */}
      <section className={styles.body} tabIndex={0} aria-labelledby="help-title">
        {failed && <ErrorState code="worker_lost" onRetry={retry} />}
        {!failed && chapters === null && <LoadingRows rows={6} />}
        {chapters !== null && !searching && chapter !== undefined && <Blocks blocks={chapter.blocks} />}
        {chapters !== null && (searching || chapter === undefined) && (
          <ChapterList chapters={searchGuide(chapters, typed)} onOpen={open} />
        )}
      </section>
    </aside>
  );
}

function ChapterList({ chapters, onOpen }: { chapters: readonly Chapter[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation('help');
  if (chapters.length === 0) return <EmptyState title={t('none')} description={t('noneHint')} />;
  return (
    <ul className={styles.chapters}>
      {chapters.map(({ id, title }) => (
        <li key={id}>
          <button type="button" className={styles.chapter} onClick={() => onOpen(id)}>
            {title}
          </button>
        </li>
      ))}
    </ul>
  );
}
