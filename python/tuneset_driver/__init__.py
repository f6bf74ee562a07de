"""The driver of Tuneset's training runs: TRL and PEFT, on one machine or under Ray Train."""
