-- Letters about a trip that had stopped because a flight was not known yet are looked at again.
update trip_subscription set look_at = now() where look_at is null and off_at is null;
