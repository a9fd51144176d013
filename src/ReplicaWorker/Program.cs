using ReplicaWorker.Events;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules;
using ReplicaWorker.Options;

// One event in, one module run, one exit code out. Each line below opens a folder of that name.
return (int)await RunOnce.RunAsync(args, async (builder, stopping) =>    // Hosting/  command line, log, limits, signals, last line
{
    await builder.AddReplicaOptionsAsync(stopping);    // Options/  what this task was told, checked before anything moves
    builder.AddEventReader();                          // Events/   a file, one variable or many -> one typed event
    builder.AddModules();                              // Modules/  what brings replicas in step
});
