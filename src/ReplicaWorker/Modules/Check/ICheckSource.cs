namespace ReplicaWorker.Modules.Check;

/// <summary>The checks of one service. A new one is a file in <c>Checks/</c> and a line in <see cref="CheckRegistration"/>.</summary>
internal interface ICheckSource
{
    /// <summary>What is to be found out. Calls nobody: only trying a check does.</summary>
    IEnumerable<CheckItem> Plan(CheckScope scope);
}
