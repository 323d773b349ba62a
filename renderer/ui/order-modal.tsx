import { Modal } from '@mantine/core';
import { type ReactNode, type RefObject, useState } from 'react';
import { flushSync } from 'react-dom';
import { useKeep } from './keep-context.ts';

interface Props {
  opened: boolean;
  title: string;
  size?: string;
  onClose: () => void;
  /** What gets the focus after an order: the button that opened the dialog may be gone by then. */
  focusAfter: RefObject<HTMLElement | null>;
  /** The form: how it closes without an order, and after one. */
  children: (close: { cancel: () => void; done: () => void }) => ReactNode;
}

/** A dialog around one order: what was typed in it goes with it. */
export function OrderModal({ opened, title, size, onClose, focusAfter, children }: Props) {
  const drafts = useKeep();
  const [given, setGiven] = useState(false);
  // Set with the closing and not after it: Mantine looks for where to return the focus whenever this changes.
  const close = (afterOrder: boolean) => {
    drafts.discard(() =>
      flushSync(() => {
        setGiven(afterOrder);
        onClose();
      }),
    );
  };
  return (
    <Modal
      opened={opened}
      onClose={() => close(false)}
      onExitTransitionEnd={() => {
        if (given) focusAfter.current?.focus();
      }}
      returnFocus={!given}
      title={title}
      {...(size !== undefined && { size })}
    >
      {opened && children({ cancel: () => close(false), done: () => close(true) })}
    </Modal>
  );
}
