using System.Collections.Immutable;

namespace ReplicaWorker.Modules.Check.Probes;

/// <summary>Writes that can only be tried by writing: steps on one item of ours, one after the other, and its removal.</summary>
/// <param name="Region">Whose turn it is part of.</param>
/// <param name="Steps">In this order.</param>
/// <param name="Removal">Takes the item away; tried whatever became of the steps, as soon as one may have written it. Null: nothing is left.</param>
internal sealed record Probe(string Region, ImmutableArray<ProbeStep> Steps, ProbeStep? Removal);

/// <summary>One write.</summary>
/// <param name="Check">The row.</param>
/// <param name="IsNeeded">When it fails, what comes after it cannot be tried.</param>
/// <param name="IsOurs">Only the probe needs it, no module does: no row without <c>--probe</c>.</param>
internal sealed record ProbeStep(CheckItem Check, bool IsNeeded = false, bool IsOurs = false);
