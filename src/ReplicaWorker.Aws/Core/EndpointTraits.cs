namespace ReplicaWorker.Aws.Core;

/// <summary>Where a service's hosts differ from the common <c>PREFIX[-fips].REGION.SUFFIX</c>, by its endpoint rule set.</summary>
[Flags]
internal enum EndpointTraits
{
    None = 0,

    /// <summary>In GovCloud there is no <c>-fips</c> host: the plain one is the FIPS host.</summary>
    GovCloudFipsIsPlainHost = 1,

    /// <summary>In GovCloud there is no <c>-fips</c> host with dual-stack either.</summary>
    GovCloudFipsIsPlainHostWithDualStack = 2,

    /// <summary>In the commercial partition, China and GovCloud the usual host has IPv6 as well: there is no other for dual-stack.</summary>
    DualStackIsPlainHost = 4,

    /// <summary>In the commercial partition the FIPS host is <c>fips.PREFIX.REGION.SUFFIX</c>; with dual-stack it is the common one.</summary>
    CommercialFipsIsFirstLabel = 8,
}
