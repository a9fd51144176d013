using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.SimpleSystemsManagement;
using Microsoft.Extensions.DependencyInjection;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules;

/// <summary>What several modules call AWS with.</summary>
internal static class AwsRegistration
{
    public static void AddAws(this WorkerBuilder builder) =>
        builder.Services
            .AddSingleton(_ => DefaultAWSCredentialsIdentityResolver.GetCredentials())
            .AddSingleton(services => new Regional<AmazonSimpleSystemsManagementClient>(region => new(
                services.GetRequiredService<AWSCredentials>(),
                new AmazonSimpleSystemsManagementConfig
                {
                    RegionEndpoint = RegionEndpoint.GetBySystemName(region),
                    Timeout = TimeSpan.FromSeconds(15),
                })));
}
