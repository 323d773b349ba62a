import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ArrivingFile } from './arriving-file.tsx';
import { LookUpForm } from './look-up-form.tsx';

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
  const [customerId, setCustomerId] = useState<string>();
  return customerId === undefined ? (
    <LookUpForm typed={typed} onFound={setCustomerId} onClose={onClose} />
  ) : (
    <ArrivingFile customerId={customerId} onClose={onClose} />
  );
}
