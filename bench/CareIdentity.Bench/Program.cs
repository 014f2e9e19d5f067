using CareIdentity.Bench;

return args is [] or ["search"] ? await SearchBench.RunAsync(people: 100_000, rounds: 50) : 2;
