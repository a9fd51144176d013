namespace ReplicaWorker.Hosting;

/// <summary>What joins the lines, the report and the events of one run.</summary>
/// <param name="Id">16 hex digits.</param>
internal sealed record RunIdentity(string Id);
