namespace LocalCloud.Aws.ParameterStore;

/// <content>Keys of SecureStrings: asked of KMS before writing, and before decrypting.</content>
internal sealed partial class ParameterStoreService
{
    private const string DefaultKey = "alias/aws/ssm";

    private async Task CheckKeyAsync(string region, string key, CancellationToken cancellation)
    {
        if (key is DefaultKey || key.EndsWith(":" + DefaultKey, StringComparison.Ordinal))
        {
            return;
        }

        try
        {
            var found = await _keys.DescribeAsync(region, key, cancellation);
            if (found.State != "Enabled")
            {
                throw Invalid($"{found.Arn} is {(found.State == "Disabled" ? "disabled" : "pending deletion")}.", found.State == "Disabled" ? "DisabledException" : "KMSInvalidStateException");
            }
        }
        catch (AwsException unknown) when (unknown.Code != "InvalidKeyId")
        {
            throw Invalid(unknown.Message, unknown.Code);
        }

        static AwsException Invalid(string message, string code) =>
            new("InvalidKeyId", $"{message} (Service: AWSKMS; Status Code: 400; Error Code: {code})");
    }
}
