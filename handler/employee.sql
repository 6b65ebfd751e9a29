-- The workshop's table and its first employees. Safe to run again.
CREATE TABLE IF NOT EXISTS Employee (
  EmpId INT NOT NULL,
  EmpName VARCHAR(255),
  PRIMARY KEY (EmpId)
);

INSERT IGNORE INTO Employee (EmpId, EmpName) VALUES
  (1, 'Ada Lovelace'),
  (2, 'Edgar Codd'),
  (3, 'Grace Hopper');
