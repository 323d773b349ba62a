import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ReactNode, Ref } from 'react';

interface Props {
  children: ReactNode;
  loading: boolean;
  onClick: () => void;
  ref?: Ref<HTMLButtonElement>;
}

/** Asks the server again for what a page shows. */
export function RefreshButton({ children, ...button }: Props) {
  return (
    <Button variant="default" leftSection={<IconRefresh size={14} aria-hidden />} {...button}>
      {children}
    </Button>
  );
}
