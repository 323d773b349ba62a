/** Reads server-sent events piece by piece as they arrive; calls back with each event's name. */
export function createEventParser(onEvent: (name: string) => void): (chunk: string) => void {
  let rest = '';
  let name = '';
  let seen = false;
  return (chunk) => {
    const lines = (rest + chunk).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (seen) onEvent(name === '' ? 'message' : name);
        name = '';
        seen = false;
        continue;
      }
      if (line.startsWith(':')) continue;
      seen = true;
      const [field, ...value] = line.split(':');
      if (field === 'event') name = value.join(':').trim();
    }
  };
}
