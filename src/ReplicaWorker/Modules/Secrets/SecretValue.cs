namespace ReplicaWorker.Modules.Secrets;

/// <summary>What is kept of a secret's current value: enough to tell two apart, nothing to tell it by.</summary>
/// <param name="Version">Its version's id.</param>
/// <param name="Digest">With the run's key; equal when made with one key of equal values.</param>
internal sealed record SecretValue(string Version, string Digest);

/// <summary>What came of reading a value.</summary>
/// <param name="Value">Null when the secret has none, or is not there, and when reading failed.</param>
/// <param name="Failure">Why nobody knows.</param>
internal readonly record struct ValueReading(SecretValue? Value, Exception? Failure = null);
