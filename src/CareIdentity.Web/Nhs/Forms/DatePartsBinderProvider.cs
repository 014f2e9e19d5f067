using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CareIdentity.Web.Nhs;

public sealed class DatePartsBinderProvider : IModelBinderProvider
{
    private static readonly DatePartsBinder Binder = new();

    public IModelBinder? GetBinder(ModelBinderProviderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Metadata.UnderlyingOrModelType == typeof(DateOnly) ? Binder : null;
    }
}
