UPDATE settings SET key = 'speedSchedule' WHERE key = 'plan';
UPDATE settings SET value = '"schedule"' WHERE key = 'speedMode' AND value = '"plan"';
