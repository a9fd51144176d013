using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace ReplicaWorker.Aws.Core;

/// <summary>What one service of an awsJson1.1 or restJson1 protocol is called, and everything a client of any AWS service can be told.</summary>
/// <remarks>
/// Region, endpoint override, FIPS, dual-stack, attempts, defaults mode and profile come from the environment and the
/// shared configuration files by the SDK's own rules, for whatever is not set here.
/// </remarks>
public abstract class AwsJsonConfig : ClientConfig
{
    private readonly string _endpointPrefix;
    private readonly string _userAgent;

    /// <param name="serviceId">The model's service id: <c>Secrets Manager</c> reads <c>AWS_ENDPOINT_URL_SECRETS_MANAGER</c>.</param>
    /// <param name="endpointPrefix">First label of the host, and the name that signatures are made for.</param>
    /// <param name="serviceVersion">The model's API version, a date.</param>
    /// <param name="traits">Where the service's hosts are not the common ones.</param>
    private protected AwsJsonConfig(
        string serviceId, string endpointPrefix, string serviceVersion, EndpointTraits traits = EndpointTraits.None)
        : base(new DefaultConfigurationProvider(AwsDefaultModes.All))
    {
        _endpointPrefix = endpointPrefix;
        _userAgent = InternalSDKUtils.BuildUserAgentString(serviceId, serviceVersion);
        ServiceId = serviceId;
        ServiceVersion = serviceVersion;
        AuthenticationServiceName = endpointPrefix;
        EndpointProvider = new RegionalEndpoints(endpointPrefix, traits);
    }

    public override string RegionEndpointServiceName => _endpointPrefix;

    public override string ServiceVersion { get; }

    public override string UserAgent => _userAgent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(RegionalEndpointResolver.Parameters(this, parameters.AlternateEndpoint));
}
