/** One figure. All figures of a run are written as one JSON array. */
export interface BenchRecord {
  bench: string;
  subject: string;
  metric: string;
  value: number;
  unit: string;
}

export class Records {
  readonly all: BenchRecord[] = [];

  add(record: BenchRecord): void {
    const rounded = { ...record, value: Number(record.value.toPrecision(4)) };
    this.all.push(rounded);
    const { bench, subject, metric, value, unit } = rounded;
    console.log(`${bench}  ${subject.padEnd(14)} ${metric.padEnd(46)} ${value} ${unit}`);
  }

  /** One line a metric, one column a subject. */
  table(): string {
    const subjects = [...new Set(this.all.map(({ subject }) => subject))];
    const metrics = new Map<string, Map<string, string>>();
    for (const { bench, subject, metric, value, unit } of this.all) {
      const key = `${bench}: ${metric} (${unit})`;
      metrics.set(key, (metrics.get(key) ?? new Map<string, string>()).set(subject, String(value)));
    }
    const rows = [...metrics].map(([metric, cells]) => [
      metric,
      ...subjects.map((subject) => cells.get(subject) ?? ''),
    ]);
    return [['metric', ...subjects], ['---', ...subjects.map(() => '--:')], ...rows]
      .map((row) => `| ${row.join(' | ')} |`)
      .join('\n');
  }
}
