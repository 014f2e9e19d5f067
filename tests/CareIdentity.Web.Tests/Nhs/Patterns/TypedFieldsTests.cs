using CareIdentity.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Xunit;

namespace CareIdentity.Web.Tests.Nhs.Patterns;

public sealed class TypedFieldsTests
{
    [Fact]
    public void What_was_typed_is_given_back_in_words_without_secrets()
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IFormFeature>(new FormFeature(new FormCollection(new()
        {
            ["Input.FamilyName"] = "O’Neill",
            ["Input.Passcode"] = "13579246",
            ["Input.OneTimeCode"] = "123456",
            ["__RequestVerificationToken"] = "x",
            ["Input.Empty"] = " ",
        })));

        Assert.Equal([KeyValuePair.Create("Family name", "O’Neill")], TypedFields.Of(context.Request));
    }

    [Fact]
    public void A_request_whose_form_was_never_read_gives_nothing()
    {
        Assert.Empty(TypedFields.Of(new DefaultHttpContext().Request));
    }
}
