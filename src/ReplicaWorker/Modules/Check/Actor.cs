namespace ReplicaWorker.Modules.Check;

/// <summary>Who must act for a check to work: the column "who acts" of the table of exit codes, and one more.</summary>
internal enum Actor
{
    Nobody,

    /// <summary>Whoever keeps roles, keys and policies.</summary>
    Permissions,

    /// <summary>Nothing answered: routes, security groups, endpoints, name resolution, or a region that is down.</summary>
    Network,

    /// <summary>The service answered that it cannot just now: run it again.</summary>
    RunAgain,

    /// <summary>The task definition names something that is not there.</summary>
    Configuration,

    /// <summary>Whoever has closed the way: a fence, a pause.</summary>
    Human,

    /// <summary>The note says what is wrong; none of the above.</summary>
    ReadTheNote,

    /// <summary>A defect of this program.</summary>
    Us,
}
