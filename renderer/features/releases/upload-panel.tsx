import { Alert, Button, FileButton, Progress } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '#renderer/ui/panel.tsx';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import table from '#renderer/ui/table.module.css';
import { useFormat } from '#renderer/ui/use-format.ts';
import { type ChoiceProblem, type ChosenRelease, readChoice } from './chosen-files.ts';
import styles from './releases.module.css';
import { sizeText } from './size-text.ts';
import { type UploadState, useUpload } from './use-upload.ts';

/** Chooses the files of a signed folder and sends them. */
export function UploadPanel({ onChanged }: { onChanged: () => void }) {
  const { t } = useTranslation('releases');
  const format = useFormat();
  const offline = useSyncStatus().connection === 'offline';
  const { state, start, cancel, reset } = useUpload(onChanged);
  const [chosen, setChosen] = useState<ChosenRelease>();
  const [problem, setProblem] = useState<ChoiceProblem>();
  const sending = state.step === 'sending';

  const choose = async (files: File[]) => {
    if (files.length === 0) return;
    reset();
    // Nothing of the choice before can be sent while this one is read.
    setChosen(undefined);
    const choice = await readChoice(files);
    setChosen('code' in choice ? undefined : choice);
    setProblem('code' in choice ? choice : undefined);
  };
  const manifest = chosen?.manifest;
  return (
    <Panel title={t('upload.title')} padded>
      <p className={styles.hint}>{t('upload.hint')}</p>
      <div className={styles.upload}>
        <FileButton multiple onChange={(files) => void choose(files)} disabled={sending}>
          {(props) => (
            <Button variant="default" {...props}>
              {t('upload.choose')}
            </Button>
          )}
        </FileButton>
        {manifest !== undefined && (
          <span className={styles.chosen}>
            {t('upload.version', { ...manifest, platform: t(`platform.${manifest.platform}`) })}
            <span className={table.under}>
              {t('upload.chosen', {
                count: manifest.files.length,
                size: sizeText(
                  format,
                  manifest.files.reduce((sum, { size }) => sum + size, 0),
                ),
              })}
            </span>
          </span>
        )}
        <span className={styles.uploadActions}>
          {sending ? (
            <Button variant="default" onClick={cancel}>
              {t('upload.cancel')}
            </Button>
          ) : (
            <Button
              leftSection={<IconUpload size={14} aria-hidden />}
              disabled={chosen === undefined || offline}
              onClick={() => chosen && void start(chosen)}
            >
              {t('upload.submit')}
            </Button>
          )}
        </span>
      </div>
      {problem !== undefined && (
        <Alert mt="md" color="red" role="alert">
          {'name' in problem
            ? t(`upload.problem.${problem.code}`, { name: problem.name })
            : t(`upload.problem.${problem.code}`)}
        </Alert>
      )}
      <UploadProgress state={state} />
    </Panel>
  );
}

function UploadProgress({ state }: { state: UploadState }) {
  const { t } = useTranslation(['releases', 'errors']);
  const format = useFormat();
  if (state.step === 'idle') return null;
  if (state.step === 'done') {
    return (
      <Alert mt="md" color="green" role="status">
        {t('releases:upload.done', { version: state.version })}
      </Alert>
    );
  }
  if (state.step === 'failed') {
    const { code } = state;
    const own = code === 'bad_request' || code === 'conflict' || code === 'cancelled';
    return (
      <Alert mt="md" color={code === 'cancelled' ? 'gray' : 'red'} role="alert">
        {own ? t(`releases:upload.problem.${code}`) : t(`errors:code.${code}`)}
      </Alert>
    );
  }
  const { name, done = 0, size = 0, allDone = 0, allSize = 1 } = state;
  return (
    <div className={styles.progress}>
      <Progress value={(100 * allDone) / allSize} aria-label={t('releases:upload.progress')} size="sm" />
      <span className={table.under}>
        {name !== undefined &&
          t('releases:upload.sending', { name, done: sizeText(format, done), size: sizeText(format, size) })}
      </span>
    </div>
  );
}
