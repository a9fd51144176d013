namespace ReplicaWorker.Modules.Check.EndToEnd;

/// <summary>What travels, and how long it may take.</summary>
/// <param name="Deadline">For the way there, and once more for the way back.</param>
/// <param name="Repository">Gets the branch; null: the first that configuration names, or that the filters let through.</param>
internal sealed record EndToEndRequest(TimeSpan Deadline, string? Repository)
{
    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan Most = TimeSpan.FromHours(1);
}
