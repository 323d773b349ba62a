import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { Money } from '#shared/model/primitives.ts';
import type { Relationship } from '#shared/model/relationship.ts';
import styles from './group.module.css';
import type { PlacedMember } from './group-layout.ts';
import type { KnownGroup } from './use-group.ts';

export interface GroupNodeProps {
  member: PlacedMember;
  known: KnownGroup;
  /** What the member owes here, where that is known and not nothing. */
  loans: readonly Money[] | undefined;
  /** What the member is to whoever leads to it; absent for the one in the middle. */
  relation: Relationship['kind'] | undefined;
  onOpen: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

const SHOWN = 9;

export function GroupNode({ member, known, loans, relation, onOpen, onKeyDown }: GroupNodeProps) {
  const { t } = useTranslation(['file', 'model']);
  const format = useFormat();
  const { customerId, name, step, x, y } = member;
  const isHere = customerId !== undefined && known.here.has(customerId);
  const state = customerId === undefined ? 'none' : isHere ? 'here' : 'away';
  const late = customerId !== undefined && known.exposure.late.includes(customerId);
  // Chinese characters are twice as wide as others.
  const most = /\p{Script=Han}/u.test(name) ? SHOWN : SHOWN * 2;
  const shortName = [...name].length > most ? `${[...name].slice(0, most - 1).join('')}…` : name;
  const width = Math.max(64, [...shortName].length * (most === SHOWN ? 13 : 7) + 18);
  const owed = loans?.map((sum) => format.compactMoney(sum)).join(' + ');
  const height = owed === undefined ? 26 : 40;
  const said = [
    // First what is seen, as it is seen: who speaks to the screen says that.
    [shortName, owed].filter(Boolean).join(' '),
    t('group.nodeLabel', {
      name,
      relation: relation === undefined ? t('group.centre') : t(`model:relationshipKind.${relation}`),
    }),
    owed !== undefined && t('group.nodeLoans', { amount: owed }),
    state === 'away' && t('group.nodeUnknown'),
    state === 'none' && t('group.nodeNoCustomer'),
  ];
  return (
    <g
      className={styles.node}
      data-key={member.key}
      data-state={state}
      data-centre={step === 0}
      transform={`translate(${x} ${y})`}
      data-opens={isHere && step > 0}
      role="treeitem"
      aria-level={step + 1}
      // One stop for the whole graph; from there the arrow keys lead.
      tabIndex={step === 0 ? 0 : -1}
      aria-label={said.filter(Boolean).join(', ')}
      onClick={onOpen}
      onKeyDown={onKeyDown}
    >
      <title>{name}</title>
      <rect x={-width / 2} y={-height / 2} width={width} height={height} rx={5} />
      {late && (
        <rect
          className={styles.late}
          x={-width / 2 + 3}
          y={-height / 2 + 3}
          width={width - 6}
          height={height - 6}
          rx={3}
        />
      )}
      <text y={owed === undefined ? 4 : -3}>{shortName}</text>
      {owed !== undefined && (
        <text className={styles.owed} y={12}>
          {owed}
        </text>
      )}
    </g>
  );
}
