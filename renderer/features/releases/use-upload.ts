import { useEffect, useRef, useState } from 'react';
import { useHost } from '#renderer/app/host-context.tsx';
import type { ReplicaErrorCode } from '#renderer/replica/api/error.ts';
import { errorCodeOf } from '#renderer/ui/error-code.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import { announceResponse } from '#shared/protocol/releases.ts';
import type { ChosenRelease } from './chosen-files.ts';
import { type SendFiles, sendFiles } from './send-files.ts';

export type UploadState =
  | { step: 'idle' }
  | ({ step: 'sending' } & Partial<Parameters<SendFiles['onProgress']>[0]>)
  | { step: 'failed'; code: ReplicaErrorCode | 'cancelled' }
  | { step: 'done'; version: string };

/** Sends a release, with progress and a stop. Leaving the screen stops it too: it goes on with the same files. */
export function useUpload(onDone: () => void) {
  const replica = useReplica();
  const { info } = useHost();
  const [state, setState] = useState<UploadState>({ step: 'idle' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const start = async (release: ChosenRelease) => {
    if (running.current !== undefined) return;
    const abort = new AbortController();
    running.current = abort;
    setState({ step: 'sending' });
    try {
      const { text, signature, files } = release;
      const answer = await replica.fetchOnline('/admin/releases', { manifest: text, signature });
      await sendFiles({
        serverUrl: info.serverUrl,
        announced: announceResponse.parse(answer),
        files,
        signal: abort.signal,
        onProgress: (at) => setState({ step: 'sending', ...at }),
      });
      setState({ step: 'done', version: release.manifest.version });
      onDone();
    } catch (error) {
      setState({ step: 'failed', code: abort.signal.aborted ? 'cancelled' : errorCodeOf(error) });
      onDone();
    } finally {
      running.current = undefined;
    }
  };
  return { state, start, cancel: () => running.current?.abort(), reset: () => setState({ step: 'idle' }) };
}
