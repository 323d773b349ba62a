import PouchDB from 'pouchdb-browser';

export { PouchDB };
