import { finished, measure, started } from './measure.ts';

/** The screen asks the Worker to watch the query and gets results only. */
const worker = new Worker('/worker.js', { type: 'module' });
worker.onmessage = ({ data }) => {
  measure(data);
  if (data.ready) {
    worker.postMessage({ command: 'watch' });
    started();
    worker.postMessage({ command: 'fill', count: 20_000 });
  }
  if (data.result) document.title = `${data.result.length}`;
  if (data.filled) setTimeout(finished, 500);
};
