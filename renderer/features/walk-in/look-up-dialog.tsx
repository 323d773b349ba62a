import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { LookUpSteps } from './look-up-steps.tsx';

interface Props {
  opened: boolean;
  /** What was typed into a search that found nobody here. */
  typed: string;
  onClose: () => void;
}

/** Finds a walk-in customer of another branch, and opens the file when it has come. */
export function LookUpDialog({ opened, typed, onClose }: Props) {
  const { t } = useTranslation('walkIn');
  return (
    <Modal opened={opened} onClose={onClose} title={t('title')}>
      <LookUp key={typed} typed={typed} onClose={onClose} />
    </Modal>
  );
}

function LookUp({ typed, onClose }: Omit<Props, 'opened'>) {
  const navigate = useNavigate();
  const open = (customerId: string) => {
    onClose();
    void navigate(`/customers/${customerId}`);
  };
  return <LookUpSteps typed={typed} onOpen={open} onClose={onClose} />;
}
