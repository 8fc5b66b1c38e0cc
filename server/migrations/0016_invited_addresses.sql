-- Whoever was invited to a case comes back to it by a code to the invited address.
create index case_link_by_address on case_link (address) where kind = 'companion';
