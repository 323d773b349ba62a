import express from 'express';
import expressPouchDB from 'express-pouchdb';
import http from 'pouchdb-adapter-http';
import memory from 'pouchdb-adapter-memory';
import PouchDB from 'pouchdb-core';
import mapReduce from 'pouchdb-mapreduce';
import replication from 'pouchdb-replication';

/** A CouchDB in memory on a free port, which it prints; it ends with its parent. */
const Server = PouchDB.plugin(memory)
  .plugin(http)
  .plugin(mapReduce)
  .plugin(replication)
  .defaults({ adapter: 'memory' });
const app = express();
app.use((request, response, next) => {
  response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
  response.setHeader('access-control-allow-credentials', 'true');
  response.setHeader('access-control-allow-headers', 'content-type');
  response.setHeader('access-control-allow-methods', 'GET, POST, PUT, HEAD');
  if (request.method === 'OPTIONS') response.end();
  else next();
});
app.use(expressPouchDB(Server, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: '/dev/null' }));
const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.on('disconnect', () => process.exit());
