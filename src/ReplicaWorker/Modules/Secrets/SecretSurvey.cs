using System.Collections.Immutable;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>Both sides of many secrets.</summary>
/// <param name="There">Region to everything that it has, by name; a region that could not be listed, or is fenced, is not among them.</param>
/// <param name="Equal">Sources whose replicas the lists show to be equal, and which were not looked at more closely.</param>
/// <param name="Looked">The others.</param>
/// <param name="Wanted">How many that is together with those that could not be described.</param>
/// <param name="Sources">Every name in the primary region, whatever the filters say.</param>
/// <param name="LeftAlone">How many of those nobody replicates.</param>
internal sealed record SecretSurvey(
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, SecretState>> There,
    ImmutableArray<SecretState> Equal,
    ImmutableArray<SecretSighting> Looked,
    int Wanted,
    IReadOnlyCollection<string> Sources,
    int LeftAlone);

/// <summary>Both sides of one secret.</summary>
/// <param name="Source">The primary secret, described.</param>
/// <param name="There">Region to what it has of that name; null: nothing. A region that could not be read is not among them.</param>
/// <param name="Plan">What would bring its replicas in step.</param>
internal sealed record SecretSighting(SecretState Source, IReadOnlyDictionary<string, SecretState?> There, SecretPlan Plan);
