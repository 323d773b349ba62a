/** Reads server-sent events piece by piece as they arrive; calls back with each event's name. */
export function createEventParser(onEvent: (name: string) => void): (chunk: string) => void {
  let rest = '';
  let name = '';
  let seen = false;
  return (chunk) => {
    const text = rest + chunk;
    // A CR at the very end may be the first half of CR LF.
    const end = text.endsWith('\r') ? text.length - 1 : text.length;
    const lines = text.slice(0, end).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? '') + text.slice(end);
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
