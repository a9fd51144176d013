using System.Collections.Immutable;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>One write to a replica region. Taken in the order of the plan; the first that fails ends the parameter's turn.</summary>
/// <param name="Name">The copy's name.</param>
/// <param name="Reason">Why, in words that name properties and never a value.</param>
internal abstract record ParameterStep(string Name, string Reason)
{
    /// <summary>One word for the log.</summary>
    public string Action => GetType().Name.ToLowerInvariant();

    /// <summary>Puts a copy where nothing stands, mark and all in one call. Refused by the service when something does.</summary>
    internal sealed record Create(WantedParameter Wanted, ImmutableSortedDictionary<string, string> Tags, string Reason)
        : ParameterStep(Wanted.Name, Reason);

    /// <summary>Puts all properties anew.</summary>
    /// <param name="Wanted">Every one of them: what PutParameter is not told, it keeps.</param>
    /// <param name="Expected">The version that is replaced. The service cannot be told; the one it answers with shows whether it was.</param>
    /// <param name="Tags">For the case that the copy vanishes in between and the put creates it: without a mark it would be nobody's.</param>
    /// <param name="Reason">What differs.</param>
    internal sealed record Overwrite(WantedParameter Wanted, long Expected, ImmutableSortedDictionary<string, string> Tags, string Reason)
        : ParameterStep(Wanted.Name, Reason);

    /// <summary>Adds tags, or gives them other values.</summary>
    internal sealed record Tag(string Name, ImmutableSortedDictionary<string, string> Tags, string Reason) : ParameterStep(Name, Reason);

    internal sealed record Untag(string Name, ImmutableArray<string> Keys, string Reason) : ParameterStep(Name, Reason);

    /// <summary>Gives the latest version these labels, away from any other version that has them.</summary>
    internal sealed record Label(string Name, ImmutableArray<string> Labels, string Reason) : ParameterStep(Name, Reason);

    internal sealed record Unlabel(string Name, long Version, ImmutableArray<string> Labels, string Reason) : ParameterStep(Name, Reason);

    /// <summary>Takes a copy of ours away.</summary>
    /// <param name="Name">The copy's.</param>
    /// <param name="Expected">The version that the plan saw.</param>
    /// <param name="IsForGood">The source has gone; else it is created again, with another type.</param>
    /// <param name="Reason">Why.</param>
    internal sealed record Delete(string Name, long Expected, bool IsForGood, string Reason) : ParameterStep(Name, Reason);
}

/// <summary>What a copy is to be, in PutParameter's terms.</summary>
/// <param name="Name">As the source has it.</param>
/// <param name="Type">Of the value.</param>
/// <param name="Content">Null in a plan that was made to count differences only.</param>
/// <param name="Description">Empty clears.</param>
/// <param name="AllowedPattern">Empty clears.</param>
/// <param name="DataType">Always sent.</param>
/// <param name="Tier">Always sent: else the region's own setting would decide.</param>
/// <param name="Policies">Null keeps none; the clearing <c>[{}]</c> where the copy has some.</param>
/// <param name="KeyId">For a SecureString, always sent.</param>
internal sealed record WantedParameter(
    string Name,
    string Type,
    ParameterContent? Content,
    string Description,
    string AllowedPattern,
    string DataType,
    string Tier,
    string? Policies,
    string? KeyId);
