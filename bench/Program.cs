using Bench;

// What a push costs on its way to a replica, measured against what git itself can do. `--help` says how.
return await CommandLine.RunAsync(args);
