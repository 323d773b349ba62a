import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useFormat } from '#renderer/ui/use-format.ts';
import styles from './group.module.css';
import { GRAPH, layoutOf, neighbourOf, type PlacedMember } from './group-layout.ts';
import { GroupNode } from './group-node.tsx';
import type { KnownGroup } from './use-group.ts';

/** Who hangs together with whom, two steps out. Arrow keys walk it, Enter opens; the words beside it say the same. */
export function GroupGraph({ known, name }: { known: KnownGroup; name: string }) {
  const { t } = useTranslation(['file', 'model']);
  const format = useFormat();
  const navigate = useNavigate();
  const ref = useRef<SVGSVGElement>(null);
  const { group, exposure, here } = known;
  const { members, links, hidden } = layoutOf(group);
  const placeOf = new Map(members.map((member) => [member.key, member]));

  const onKeyDown = (event: KeyboardEvent, member: PlacedMember) => {
    const { key } = event;
    if (key === 'ArrowLeft' || key === 'ArrowRight' || key === 'ArrowUp' || key === 'ArrowDown') {
      const next = neighbourOf(members, member, key);
      if (next !== undefined)
        ref.current?.querySelector<SVGElement>(`[data-key="${CSS.escape(next.key)}"]`)?.focus();
    } else if (key === 'Enter' || key === ' ') open(member);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const open = ({ customerId, step }: PlacedMember) => {
    if (customerId !== undefined && step > 0 && here.has(customerId))
      void navigate(`/customers/${customerId}`);
  };

  return (
    <>
      <svg ref={ref} className={styles.graph} viewBox={`0 0 ${GRAPH.width} ${GRAPH.height}`}>
        <title>{t('group.graphLabel', { name, count: members.length })}</title>
        {links.map((link) => {
          const [from, to] = [placeOf.get(link.from), placeOf.get(link.to)];
          if (from === undefined || to === undefined) return null;
          const share =
            link.shareBasisPoints === undefined ? '' : ` ${format.percent(link.shareBasisPoints)}`;
          return (
            <g key={`${link.from} ${link.to}`}>
              <line className={styles.link} x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
              <text
                className={styles.linkName}
                x={from.x + (to.x - from.x) * 0.52}
                y={from.y + (to.y - from.y) * 0.52 - 3}
              >
                {`${t(`model:relationshipKind.${link.kind}`)}${share}`}
              </text>
            </g>
          );
        })}
        <g role="tree" aria-label={t('group.graphLabel', { name, count: members.length })}>
          {members.map((member) => (
            <GroupNode
              key={member.key}
              member={member}
              known={known}
              loans={exposure.byMember.get(member.key)}
              relation={links.find(({ to }) => to === member.key)?.kind}
              onOpen={() => open(member)}
              onKeyDown={(event) => onKeyDown(event, member)}
            />
          ))}
        </g>
      </svg>
      <ul className={styles.legend} aria-hidden>
        <li>{t('group.legendHere')}</li>
        <li>{t('group.legendAway')}</li>
        <li>{t('group.legendNone')}</li>
        {exposure.late.length > 0 && <li>{t('group.legendLate')}</li>}
      </ul>
      {hidden > 0 && <p className={styles.note}>{t('group.more', { count: hidden })}</p>}
    </>
  );
}
