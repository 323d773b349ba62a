-- The nightly check asks of each document changed lately whether the feed has told of it.
create index feed_documents on feed (doc_id) where doc_id is not null;
create index feed_entered on feed (customer_id) where kind = 'enter';
