import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { FactSection } from './fact-section.tsx';
import type { SectionName } from './file-sections.ts';
import { HoldingsPanel } from './holdings-panel.tsx';
import { PlaceBar } from './place-bar.tsx';
import { ProfilePanel, type ProfilePanelProps } from './profile-panel.tsx';
import { RelationshipPanel } from './relationship-panel.tsx';
import { StandingSection } from './standing-section.tsx';
import { TimelineSection } from './timeline-section.tsx';
import { TransactionSection } from './transaction-section.tsx';
import { TrendSection } from './trend-section.tsx';
import type { FileDocuments } from './use-file-documents.ts';
import type { CustomerStanding } from './use-standing.ts';

export interface FileSectionProps {
  name: SectionName;
  documents: FileDocuments;
  standing: CustomerStanding;
  profile: ProfilePanelProps;
}

/** One section of the file. Only the one that is shown is drawn: the others would read and sort for nobody. */
export function FileSection({ name, documents, standing, profile }: FileSectionProps) {
  switch (name) {
    case 'holdings':
      return documents.loading ? (
        <LoadingRows rows={6} />
      ) : (
        <>
          <PlaceBar holdings={documents.holdings} />
          <HoldingsPanel holdings={documents.holdings} />
        </>
      );
    case 'trend':
      return <TrendSection snapshots={documents.snapshots} />;
    case 'transactions':
      return <TransactionSection holdings={documents.holdings} />;
    case 'relationships':
      return <RelationshipPanel relationships={documents.relationships} />;
    case 'profile':
      return <ProfilePanel {...profile} />;
    case 'standing':
      return <StandingSection standing={standing} onFill={profile.onEdit} />;
    case 'timeline':
      return <TimelineSection documents={documents} />;
    case 'facts':
      return <FactSection />;
  }
}
