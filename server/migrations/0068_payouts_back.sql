-- Money of claims that came back.
create index payment_claim_failed on payment (key) where state = 'failed' and key like 'claim:%';
