namespace ReplicaWorker.Modules.Parameters;

/// <summary>Is told what a <see cref="ParameterScan"/> sees and does not hand on, as it sees it; from several threads at once.</summary>
internal interface IParameterWitness
{
    /// <summary>The copy equals its source, value and all.</summary>
    void Equal(ParameterPlan plan);

    /// <summary>Not for us; the plan's remarks say why.</summary>
    void LeftAlone(ParameterPlan plan);

    /// <summary>Nobody knows.</summary>
    void Unread(string name, Exception failure);
}
